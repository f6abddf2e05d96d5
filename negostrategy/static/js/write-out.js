// write-out.js: a row of a form that is folded up carries what it says without its fields; whoever opens it has them.
export function writeOut(row) {
  // The click comes before the row opens, so that nobody sees it empty; a search in the page opens it without a click.
  row.querySelector("summary").addEventListener("click", () => writtenOut(row));
  row.addEventListener("toggle", () => row.open && writtenOut(row));
}

export const beginningOf = (row) => row.id.replace(/row$/, "");

export function writtenOut(row) {
  const pattern = document.getElementById(`${row.id.split("-")[0]}-fields`);
  // A page that came back with one row opened has no patterns: there the button of a row opens it.
  if (!pattern || row.dataset.writeOut === undefined) return;
  const around = row.querySelector(".stack");
  const said = around.querySelectorAll("input[type=hidden]");
  const fields = fieldsFor(row, pattern);
  say(fields, said);
  for (const one of [...said, around.querySelector("button[name=open]")]) one.remove();
  around.append(fields);
  delete row.dataset.writeOut;
}

function fieldsFor(row, pattern) {
  const holder = document.createElement("template");
  holder.innerHTML = pattern.innerHTML.replaceAll("ROW-", beginningOf(row));
  const fields = holder.content;
  const name = row.querySelector("summary").textContent.trim();
  for (const one of fields.querySelectorAll("[aria-label]")) one.ariaLabel = one.ariaLabel.replace("WHO", name);
  if (row.dataset.spare !== undefined) for (const one of fields.querySelectorAll(".between, .tick:has([name$='-remove'])")) one.remove();
  // The first row has nothing above it and the last one nothing below; the empty row at the end is none of them.
  const isRow = (one) => one?.matches("details:not([data-spare])");
  if (!isRow(row.previousElementSibling)) fields.querySelector('[name=move][value$="-up"]')?.remove();
  if (!isRow(row.nextElementSibling)) fields.querySelector('[name=move][value$="-down"]')?.remove();
  return fields;
}

export function say(fields, said) {
  for (const { name, value } of said) {
    for (const field of fields.querySelectorAll(`[name="${CSS.escape(name)}"]`)) {
      if (field.type === "checkbox" || field.type === "radio") field.checked ||= field.value === value;
      else field.value = value;
    }
  }
}
