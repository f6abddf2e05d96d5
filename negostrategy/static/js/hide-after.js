// hide-after.js: takes a sealed value out of the page again after the seconds it says.
export function hideAfter(element) {
  setTimeout(() => {
    const note = element.parentElement.querySelector("[data-hidden-note]");
    element.remove();
    if (note) note.hidden = false;
  }, Number(element.dataset.hideAfter) * 1000);
}
