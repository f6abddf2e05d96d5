// drag-take.js: a change dragged into the package is taken, as if its box had been ticked; keys tick the box itself.
export function dragTake(form) {
  const package_ = () => document.querySelector("[data-drop-package]");
  const over = (on) => package_()?.classList.toggle("package--over", on);

  function take(ids) {
    for (const id of ids) {
      const box = form.querySelector(`input[name="take"][value="${CSS.escape(id)}"]`);
      if (box) box.checked = true;
    }
    form.dispatchEvent(new Event("input", { bubbles: true }));
  }

  form.addEventListener("dragstart", (event) => {
    const row = event.target.closest?.("[data-takes]");
    if (!row) return;
    event.dataTransfer.setData("text/x-takes", row.dataset.takes);
    event.dataTransfer.effectAllowed = "copy";
  });

  const zone = package_();
  zone.addEventListener("dragover", (event) => {
    if (!event.dataTransfer.types.includes("text/x-takes")) return;
    event.preventDefault();
    over(true);
  });
  zone.addEventListener("dragleave", (event) => {
    if (!zone.contains(event.relatedTarget)) over(false);
  });
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    over(false);
    take(event.dataTransfer.getData("text/x-takes").split(" ").filter(Boolean));
  });
}
