// main.js: attaches each behaviour to the elements that ask for it by a data- attribute.
import { askLive } from "./ask-live.js";
import { checkRule } from "./rule-check.js";
import { dragTake } from "./drag-take.js";
import { fetchOut } from "./fetch-out.js";
import { findChoice } from "./find-choice.js";
import { findPerson } from "./find-person.js";
import { findFact } from "./rule-facts.js";
import { buildRule } from "./rule-builder.js";
import { capture } from "./capture.js";
import { fadeToast } from "./toast.js";
import { focusFirst } from "./focus-first.js";
import { growRows } from "./grow-rows.js";
import { dropHeld } from "./drop-held.js";
import { hideAfter } from "./hide-after.js";
import { keepDraft } from "./keep-draft.js";
import { liveForm } from "./live-form.js";
import { loadPart } from "./load-part.js";
import { proposeHome } from "./propose-home.js";
import { submitOnChange } from "./submit-on-change.js";
import { sumWeights } from "./rule-weights.js";
import { dismissDefinition } from "./define.js";
import { writeOut } from "./write-out.js";

const BEHAVIOURS = {
  "[data-ask-live]": askLive,
  "[data-capture]": capture,
  "[data-drag-take]": dragTake,
  "[data-toast]": fadeToast,
  "[data-focus-first]": focusFirst,
  "[data-grow-rows]": growRows,
  "[data-held]": dropHeld,
  "[data-hide-after]": hideAfter,
  "[data-keep-draft]": keepDraft,
  "[data-live-form]": liveForm,
  "[data-load-part]": loadPart,
  "[data-propose-home]": proposeHome,
  "[data-fetch-out]": fetchOut,
  "[data-rule-builder]": buildRule,
  "[data-find-choice]": findChoice,
  "[data-find-fact]": findFact,
  "[data-find-person]": findPerson,
  "[data-rule-check]": checkRule,
  "[data-submit-on-change]": submitOnChange,
  "[data-weight-sum]": sumWeights,
  "[data-write-out]": writeOut,
  ".define": dismissDefinition,
};

for (const [selector, attach] of Object.entries(BEHAVIOURS)) {
  for (const element of document.querySelectorAll(selector)) attach(element);
}
