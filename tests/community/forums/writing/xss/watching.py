"""A page that writes down what runs in it, and what would run sooner or later."""

from collections.abc import Sequence

from playwright.sync_api import Page

A_PAGE = 2500  # strings
WATCH = """
  window.fired = [];
  for (const name of ["alert", "confirm", "prompt", "print", "open"]) window[name] = () => { window.fired.push(name); };
  window.addEventListener("click", (event) => event.preventDefault(), true);
"""
PRESS = """() => {
  const events = ["click", "mouseover", "pointerenter", "focus", "error", "load", "toggle", "keydown", "animationstart",
    "scroll", "copy", "begin"];
  for (const element of document.body.querySelectorAll("*")) {
    for (const name of events) element.dispatchEvent(new Event(name));
  }
}"""
# What would run sooner or later: handlers, scripts, frames, links to anything but the web, a mailbox or a telephone.
DANGEROUS = """() => {
  const found = [];
  for (const element of document.body.querySelectorAll("*")) {
    const handles = [...element.attributes].some(({ name }) => name.startsWith("on") || name === "srcdoc");
    const runs = /^(script|style|iframe|frame|object|embed|base|meta|link|form|template)$/i.test(element.localName);
    if (handles || runs) found.push(element.outerHTML);
  }
  for (const link of document.querySelectorAll("[href], [src], [action]")) {
    for (const name of ["href", "src", "action"]) {
      const said = link.getAttribute(name);
      if (said !== null && !/^(https?:|mailto:|tel:|\\/(?!\\/)|#|$)/i.test(said)) found.push(link.outerHTML);
    }
  }
  return found.slice(0, 5);
}"""


def fired(page: Page, parts: Sequence[str]) -> tuple[list[str], list[str]]:
    """What ran, and what would have, of these pieces of a page."""
    ran: list[str] = []
    dangerous: list[str] = []
    for start in range(0, len(parts), A_PAGE):
        page.goto("http://xss.example/")
        page.set_content(f"<!DOCTYPE html><title>x</title><body>{''.join(parts[start : start + A_PAGE])}")
        page.evaluate(PRESS)
        page.wait_for_timeout(300)
        ran += page.evaluate("window.fired")
        dangerous += page.evaluate(DANGEROUS)
    return ran, dangerous
