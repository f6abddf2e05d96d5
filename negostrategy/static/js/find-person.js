// find-person.js: above a field that names one of many people, another one that finds them by any word of their name.
// A company of thousands is not loaded with the page: the server answers with those who fit, and who is chosen stays.
const PAUSE_MS = 250;

export function findPerson(around) {
  const list = around.querySelector("select");
  const search = around.querySelector("input[type=search]");
  const empty = list.options[0];
  let waiting, asked;

  const line = search.parentElement;
  list.before(search);
  line.remove();

  async function find() {
    asked?.abort();
    asked = new AbortController();
    const address = new URL(around.dataset.findPerson, location);
    address.searchParams.set("look_for", search.value);
    try {
      const reply = await fetch(address, { signal: asked.signal });
      if (reply.ok) offer(await reply.json());
    } catch (error) {
      if (error.name !== "AbortError") throw error;
    }
  }

  function offer(people) {
    const chosen = list.selectedOptions[0];
    const found = people.filter((one) => one.id !== chosen.value).map((one) => new Option(one.name, one.id));
    list.replaceChildren(...new Set([empty, chosen]), ...found);
    list.value = people.length === 1 ? people[0].id : chosen.value;
  }

  search.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(find, PAUSE_MS);
  });
  // Enter looks for somebody; it must not send the form.
  search.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault();
  });
}
