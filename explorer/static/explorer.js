// The pair page: a passage lights up with its partner, and a click brings the partner into view.
"use strict";

const numbers = (element) => element.dataset.passage.split(" ");
const marked = () => [...document.querySelectorAll("[data-passage]")];

function light(element) {
  const lit = element ? numbers(element) : [];
  for (const other of marked()) {
    other.classList.toggle("lit", numbers(other).some((number) => lit.includes(number)));
  }
}

function show(number, letter) {
  const start = document.getElementById(letter + number);
  const pane = start?.closest(".text");
  if (!pane) return;
  const behavior = matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";
  const offset = start.getBoundingClientRect().top - pane.getBoundingClientRect().top;
  pane.scrollBy({ top: offset - pane.clientHeight / 3, behavior });
  const { top, bottom } = pane.getBoundingClientRect();
  if (top > innerHeight * 0.7 || bottom < innerHeight * 0.3) pane.scrollIntoView({ block: "center", behavior });
}

for (const kind of ["mouseover", "focusin"]) {
  document.addEventListener(kind, (event) => light(event.target.closest?.("[data-passage]")));
}

document.addEventListener("click", (event) => {
  const passage = event.target.closest?.("[data-passage]");
  if (!passage) return;
  const [number] = numbers(passage);
  if (passage.matches("a")) {
    event.preventDefault();
    history.replaceState(null, "", passage.hash);
    show(number, passage.hash[1]);
  } else {
    show(number, "l");
    show(number, "r");
  }
  light(passage);
});
