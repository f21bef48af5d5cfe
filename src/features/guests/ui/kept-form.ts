const KEY = "helpejo:guest-form";
const FIELDS = ["name", "email", "title", "description"] as const;

/** Keeps what is typed into a guest's form in this tab; it is gone when the tab is closed. */
export function keepForm(form: HTMLFormElement): void {
  const values = Object.fromEntries(FIELDS.map((name) => [name, fieldOf(form, name)?.value ?? ""]));
  try {
    window.sessionStorage.setItem(KEY, JSON.stringify(values));
  } catch {
    // Without storage it stays on the page until that is left.
  }
}

/** Puts back what was typed before the page was loaded again, where nothing stands yet. */
export function restoreForm(form: HTMLFormElement): void {
  const kept = read();
  for (const name of FIELDS) {
    const field = fieldOf(form, name);
    const value: unknown = kept && Reflect.get(kept, name);
    if (field && field.value === "" && typeof value === "string") {
      field.value = value;
    }
  }
}

/** It was sent. */
export function forgetForm(): void {
  try {
    window.sessionStorage.removeItem(KEY);
  } catch {
    // Without storage nothing was kept.
  }
}

function read(): object | null {
  try {
    const value: unknown = JSON.parse(window.sessionStorage.getItem(KEY) ?? "null");
    return typeof value === "object" ? value : null;
  } catch {
    return null;
  }
}

function fieldOf(form: HTMLFormElement, name: string): HTMLInputElement | HTMLTextAreaElement | null {
  const field = form.elements.namedItem(name);
  return field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement ? field : null;
}
