// toast.js: a sentence about the last act leaves after ten seconds, but not while somebody reads it.
const STAYS_MS = 10_000;

export function fadeToast(toast) {
  let timer;
  const leave = () => {
    toast.classList.add("toast--gone");
    setTimeout(() => toast.remove(), 300);
  };
  const stay = () => clearTimeout(timer);
  const start = () => { timer = setTimeout(leave, STAYS_MS); };
  toast.addEventListener("pointerenter", stay);
  toast.addEventListener("pointerleave", start);
  start();
}
