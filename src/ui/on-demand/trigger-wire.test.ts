import type { SyntheticEvent } from "react";
import { expect, it } from "vitest";
import { keepBack, TriggerWire, type TriggerProps } from "./trigger-wire";

/** A button's event, as far as the wire reads it. */
function event(key?: string): SyntheticEvent<HTMLElement> {
  const nativeEvent = key === undefined ? new Event("click") : Object.assign(new Event("keydown"), { key });
  return Object.assign(Object.create(null), { nativeEvent, currentTarget: null });
}

function setUp(own: TriggerProps = {}) {
  let needed = 0;
  let attributes: Record<string, unknown> = {};
  const wire = new TriggerWire(
    () => (needed += 1),
    (given) => (attributes = given),
  );
  wire.element = Object.assign(Object.create(null), { isConnected: true });
  const handlers = wire.handlers(own);
  const heard: string[] = [];
  const trigger: TriggerProps & Record<string, unknown> = {
    onMouseDown: () => heard.push("mousedown"),
    onClick: () => heard.push("click"),
    onKeyDown: () => heard.push("keydown"),
    onFocus: () => heard.push("focus"),
    "aria-expanded": true,
    "data-popup-open": "",
    id: "one",
    tabIndex: 0,
  };
  return { wire, handlers, heard, trigger, needed: () => needed, attributes: () => attributes };
}

it("a press before the popup's code is here asks for it, and reaches the popup's trigger once it is", () => {
  const { wire, handlers, heard, trigger, needed } = setUp();
  handlers.onFocus?.(event());
  handlers.onMouseDown?.(event());
  handlers.onClick?.(event());
  expect(needed()).toBe(3);
  expect(wire.isPressed).toBe(true);
  wire.connect(trigger);
  wire.replay();
  wire.replay();
  // The focus alone was no press.
  expect(heard).toEqual(["mousedown", "click"]);
});

it("once the trigger is here it hears every event at once, and its attributes are the button's", () => {
  const { wire, handlers, heard, trigger, needed, attributes } = setUp();
  wire.connect(trigger);
  handlers.onClick?.(event());
  handlers.onKeyDown?.(event("a"));
  expect(heard).toEqual(["click", "keydown"]);
  expect(needed()).toBe(0);
  expect(attributes()).toEqual({ "aria-expanded": true, "data-popup-open": "", id: "one" });
  wire.disconnect();
  expect(attributes()).toEqual({});
});

it("an arrow opens as a press does; another key neither asks for the code nor is it kept", () => {
  const { wire, handlers, heard, trigger, needed } = setUp();
  handlers.onKeyDown?.(event("a"));
  expect(needed()).toBe(0);
  handlers.onKeyDown?.(event("ArrowDown"));
  expect(needed()).toBe(1);
  wire.connect(trigger);
  wire.replay();
  expect(heard).toEqual(["keydown"]);
});

it("what the button keeps back never reaches the trigger, and its own handler hears everything", () => {
  const own: string[] = [];
  const { wire, handlers, heard, trigger } = setUp({
    onKeyDown: (one) => {
      own.push("own");
      keepBack(one);
    },
  });
  wire.connect(trigger);
  handlers.onKeyDown?.(event("a"));
  expect([own, heard]).toEqual([["own"], []]);
});

it("a press whose code could not be fetched is forgotten", () => {
  const { wire, handlers, heard, trigger } = setUp();
  handlers.onClick?.(event());
  wire.forget();
  wire.connect(trigger);
  wire.replay();
  expect([wire.isPressed, heard]).toEqual([false, []]);
});
