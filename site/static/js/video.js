// Films: nothing is asked of the film's home until somebody wants to see it.
for (const link of document.querySelectorAll("[data-embed]")) {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    const holder = document.createElement("div");
    const film = document.createElement("iframe");
    holder.className = "video";
    film.src = link.dataset.embed;
    film.title = link.dataset.title;
    film.allow = "autoplay; fullscreen; picture-in-picture";
    film.referrerPolicy = "strict-origin-when-cross-origin";
    holder.append(film);
    link.replaceWith(holder);
    film.focus();
  });
}
