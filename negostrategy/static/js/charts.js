// charts.js: draws figures from the JSON beside them, in the colours of the page, and opens the records behind a point.
const CONFIG = { displaylogo: false, showSendToCloud: false, plotlyServerURL: "", responsive: true, displayModeBar: false };
const AXIS = { gridcolor: "var:hairline", zerolinecolor: "var:hairline", automargin: true, fixedrange: true };
const LAYOUT = {
  paper_bgcolor: "rgba(0,0,0,0)",
  plot_bgcolor: "rgba(0,0,0,0)",
  margin: { l: 48, r: 16, t: 8, b: 48 },
  height: 280,
  showlegend: false,
  dragmode: false,
  hovermode: "closest",
  legend: { orientation: "h", y: -0.32, x: 0 },
};

const styles = () => getComputedStyle(document.documentElement);

// Figures name colours as "var:c1"; what that is depends on the theme.
function painted(value) {
  if (typeof value === "string" && value.startsWith("var:")) {
    const probe = document.createElement("i");
    probe.className = "probe";
    document.body.append(probe);
    probe.style.setProperty("color", `var(--${value.slice(4)})`);
    const colour = getComputedStyle(probe).color;
    probe.remove();
    return colour;
  }
  if (Array.isArray(value)) return value.map(painted);
  if (value && typeof value === "object") return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, painted(v)]));
  return value;
}

function draw(place) {
  const { data, layout } = JSON.parse(document.getElementById(place.dataset.figure).textContent);
  const framed = { ...LAYOUT, ...layout, xaxis: { ...AXIS, ...layout.xaxis }, yaxis: { ...AXIS, ...layout.yaxis } };
  framed.font = { family: styles().getPropertyValue("--font"), size: 12, color: "var:ink-2" };
  Plotly.react(place, painted(data), painted(framed), CONFIG);
}

for (const place of document.querySelectorAll("[data-figure]")) {
  draw(place);
  place.on("plotly_click", (event) => {
    const address = event.points[0]?.customdata;
    if (typeof address === "string") location.assign(address);
  });
}
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
  for (const place of document.querySelectorAll("[data-figure]")) draw(place);
});
