// typed.js: what stands in the fields of a form, and putting it there again.
import { beginningOf, writtenOut } from "./write-out.js";

const NOT_TYPED = new Set(["hidden", "password", "file", "submit", "button", "fieldset", "output"]);
const MOST_ROWS = 60;
const isTick = (field) => field.type === "checkbox" || field.type === "radio";

function fieldsOf(form) {
  return [...form.elements].filter((field) => field.name && !NOT_TYPED.has(field.type));
}

// Return [[name, value]], in the order of the page; ticks only where they are set.
export function typedIn(form) {
  return fieldsOf(form)
    .filter((field) => !isTick(field) || field.checked)
    .map((field) => [field.name, field.value]);
}

export function typeAgain(form, typed) {
  const values = Map.groupBy ? Map.groupBy(typed, ([name]) => name) : grouped(typed);
  for (const row of form.querySelectorAll("[data-write-out]")) {
    if (typed.some(([name]) => name.startsWith(beginningOf(row)))) writtenOut(row);
  }
  let count = -1;
  // Tables grow by a row when the last one is filled in: go on until there is a place for everything.
  for (let turn = 0; turn < MOST_ROWS && count !== form.elements.length; turn++) {
    count = form.elements.length;
    fill(form, values);
  }
}

function fill(form, values) {
  const places = new Map();
  for (const field of fieldsOf(form)) {
    const said = values.get(field.name)?.map(([, value]) => value);
    const place = places.get(field.name) ?? 0;
    places.set(field.name, place + 1);
    if (isTick(field)) set(field, "checked", Boolean(said?.includes(field.value)));
    else if (said && place < said.length) set(field, "value", said[place]);
  }
}

function set(field, name, value) {
  if (field[name] === value) return;
  field[name] = value;
  const folded = field.closest("details");
  if (folded) folded.open = true;
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

function grouped(typed) {
  const values = new Map();
  for (const one of typed) values.set(one[0], [...(values.get(one[0]) ?? []), one]);
  return values;
}
