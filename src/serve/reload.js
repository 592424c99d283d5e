// Added to every page by `diariet serve`, never by a build: reloads the page when the site was built anew.
const source = new EventSource("/__reload");
let known = null;
source.addEventListener("message", (event) => {
  if (known !== null && event.data !== known) location.reload();
  known = event.data;
});
