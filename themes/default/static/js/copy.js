// A button that copies a citation. Without JavaScript there is no button, and the words can be marked by hand.
// The first citation of a page holds the words of all its buttons.
const labels = document.querySelector("[data-copy-label]")?.dataset;
for (const text of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard || !labels) break;
  const words = text.textContent.replace(/\s+/g, " ").trim();
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = labels.copyLabel;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(words);
      button.textContent = labels.copyDone;
    } catch {
      getSelection().selectAllChildren(text);
    }
  });
  text.append(button);
}
