// Added to every page by `diariet serve`, never by a build: reloads the page when the site was built anew, and lays over
// it what is wrong when a build failed.
const source = new EventSource("/__reload");
let known = null;
source.addEventListener("message", (event) => {
  if (known !== null && event.data !== known) location.reload();
  known = event.data;
});

const style = document.createElement("link");
style.rel = "stylesheet";
style.href = "/__reload.css";
const dialog = document.createElement("dialog");
dialog.id = "diariet-faults";
dialog.lang = "en";
dialog.tabIndex = -1;
const heading = document.createElement("h2");
heading.textContent = "The site was not built";
const advice = document.createElement("p");
advice.textContent = "Behind this is the site of before. It goes away when the faults are mended; Escape closes it now.";
const faults = document.createElement("pre");
faults.tabIndex = 0;
dialog.append(heading, advice, faults);
source.addEventListener("faults", (event) => {
  known = event.lastEventId;
  // As text: a fault shows a line of the content, which may hold markup.
  faults.textContent = event.data;
  if (!dialog.isConnected) document.body.append(style, dialog);
  if (!dialog.open) dialog.showModal();
});
