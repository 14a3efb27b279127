// A button that copies, and says whether that worked.

/** Copies a text, and says on the button whether that worked. */
export async function copied(button, text) {
  const label = button.dataset.label ?? button.textContent;
  button.dataset.label = label;
  const done = await navigator.clipboard.writeText(text).then(
    () => "Copied",
    () => "Not copied",
  );
  button.textContent = done;
  setTimeout(() => (button.textContent = label), 2000);
}
