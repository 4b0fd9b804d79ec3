"""Parts of a page that are the same until something is published."""

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.template.context import Context
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from foundation.generation import GenerationMemory

register = template.Library()

parts: GenerationMemory[SafeString] = GenerationMemory()


class Remembered(template.Node):
    """Renders once per generation, language and key."""

    def __init__(self, nodelist: NodeList, name: str, keys: list[FilterExpression]) -> None:
        """Take what stands between the tags, the name and what it depends on."""
        self.nodelist = nodelist
        self.name = name
        self.keys = keys

    def render(self, context: Context) -> SafeString:
        """The text, made when it is not remembered."""
        key = (self.name, get_language(), *(str(key.resolve(context)) for key in self.keys))
        return parts.get(key, lambda: self.nodelist.render(context))


@register.tag
def remembered(parser: Parser, token: Token) -> Remembered:
    """Remember what stands between: {% remembered "footer" frame.home_url %}...{% endremembered %}.

    Nothing in it may depend on the person who asks or on anything but the values named.
    """
    _tag, name, *keys = token.split_contents()
    nodelist = parser.parse(("endremembered",))
    parser.delete_first_token()
    return Remembered(nodelist, name.strip("\"'"), [parser.compile_filter(key) for key in keys])
