import { expect, it } from "vitest";
import { ToastQueue, type AskedToast } from "./toast-queue";

function asked(id: string, title = id): AskedToast {
  return { id, kind: "error", title, timeout: 0 };
}

function display(shown: string[]) {
  return {
    add: ({ id, title }: AskedToast) => void shown.push(`${id}: ${String(title)}`),
    close: (id: string) => void shown.push(`${id} closed`),
  };
}

it("what was said before the toasts' code was here is shown once it is, oldest first, and not again", () => {
  const queue = new ToastQueue();
  const shown: string[] = [];
  queue.add(asked("one"));
  queue.add(asked("two"));
  expect(queue.read().map(({ id }) => id)).toEqual(["one", "two"]);
  const end = queue.connect(display(shown));
  queue.add(asked("three"));
  expect(shown).toEqual(["one: one", "two: two", "three: three"]);
  expect(queue.read()).toEqual([]);
  end();
  queue.add(asked("four"));
  expect(queue.read().map(({ id }) => id)).toEqual(["four"]);
});

it("while it waits, a toast is replaced by the one with its id, and can be closed", () => {
  const queue = new ToastQueue();
  queue.add(asked("one", "first"));
  queue.add(asked("two"));
  queue.add(asked("one", "second"));
  queue.close("two");
  expect(queue.read().map(({ title }) => title)).toEqual(["second"]);
});
