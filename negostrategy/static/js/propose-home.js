// propose-home.js: proposes where a new company is at home, by the clock of this browser; what somebody chose stays.
export function proposeHome(form) {
  const { old, comma, days } = JSON.parse(form.dataset.proposeHome);
  const { zone: zones, currency, language, holiday_region: holidays } = form.elements;
  const options = [...zones.options];
  const touched = new Set();
  const regionOf = (zone) => options.find((one) => one.value === zone)?.dataset.region;

  function follow(region) {
    if (!region) return;
    const pays = [...currency.options].find((one) => one.dataset.regions?.split(" ").includes(region));
    if (pays && !touched.has("currency")) currency.value = pays.value;
    if (!touched.has("holiday_region")) holidays.value = region;
    if (!touched.has("number_format")) {
      form.elements.number_format.value = comma.split(" ").includes(region) ? "comma" : "point";
    }
    if (touched.has("working_days")) return;
    const worked = days[region] ?? [1, 2, 3, 4, 5];
    for (const box of form.querySelectorAll("[name=working_days]")) box.checked = worked.includes(Number(box.value));
  }

  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const zone = old[here] ?? here;
  if (regionOf(zone)) {
    zones.value = zone;
    follow(regionOf(zone));
  }
  if (/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(navigator.language)) language.value = navigator.language;

  form.addEventListener("change", (event) => {
    touched.add(event.target.name);
    if (event.target === zones) follow(regionOf(zones.value));
  });
}
