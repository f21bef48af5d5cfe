import type { Ref, SyntheticEvent } from "react";

/** The events that the triggers of the popups listen to. */
const EVENTS = [
  "onPointerEnter",
  "onPointerMove",
  "onMouseMove",
  "onPointerDown",
  "onMouseDown",
  "onClick",
  "onKeyDown",
  "onKeyUp",
  "onFocus",
  "onBlur",
] as const;

type EventName = (typeof EVENTS)[number];
/** A method, so that a handler of one kind of event is one of these. */
type Handler = { handle(event: SyntheticEvent<HTMLElement>): void }["handle"];

/** What a trigger puts on its button: handlers, a ref and attributes. */
export type TriggerProps = { [Name in EventName]?: Handler | undefined } & {
  ref?: Ref<HTMLElement> | undefined;
  id?: string | undefined;
};

const PRESSES: readonly string[] = ["onPointerDown", "onMouseDown", "onClick"] satisfies EventName[];
const INTENTIONS: readonly string[] = ["onPointerEnter", "onFocus"] satisfies EventName[];
const OPENING_KEYS = ["ArrowDown", "ArrowUp"];

const keptBack = new WeakSet<Event>();

/** Called by a handler of the button itself: the popup does not hear of this event. */
export function keepBack(event: SyntheticEvent<HTMLElement>): void {
  keptBack.add(event.nativeEvent);
}

/**
 * Between a page's button and the popup whose code comes later. The button is the page's own and stays the same element; the
 * popup's trigger, once it is here, gets the button's events, and those of a press that came before it.
 */
export class TriggerWire {
  element: HTMLElement | null = null;
  private props: TriggerProps | null = null;
  private missed: { name: EventName; event: SyntheticEvent<HTMLElement> }[] = [];

  constructor(
    private readonly onNeeded: () => void,
    private readonly onAttributes: (attributes: Record<string, unknown>) => void,
  ) {}

  /** Sets the page's button, or null where it is gone. */
  attach(element: HTMLElement | null): void {
    this.element = element;
  }

  /** Whether somebody pressed the button, and the popup is not here yet. */
  get isPressed(): boolean {
    return this.missed.length > 0;
  }

  /** The handlers for the button, around its own ones, which may keep an event back. */
  handlers(own: TriggerProps): TriggerProps {
    return Object.fromEntries(
      EVENTS.map((name) => [
        name,
        (event: SyntheticEvent<HTMLElement>) => {
          own[name]?.(event);
          if (!keptBack.has(event.nativeEvent)) {
            this.receive(name, event);
          }
        },
      ]),
    );
  }

  /** The popup's trigger is here, or was rendered again. */
  connect(props: TriggerProps): void {
    this.props = props;
    this.onAttributes(
      Object.fromEntries(
        Object.entries(props).filter(
          ([name, value]) => /^(aria-|data-|id$|role$)/.test(name) && value !== undefined,
        ),
      ),
    );
  }

  /** The popup's trigger is gone. */
  disconnect(): void {
    this.props = null;
    this.onAttributes({});
  }

  /** Gives the trigger the press that it missed. */
  replay(): void {
    const missed = this.missed;
    this.missed = [];
    for (const { name, event } of missed) {
      if (this.element?.isConnected) {
        // React empties it once its own dispatch is over.
        event.currentTarget = this.element;
        this.props?.[name]?.(event);
      }
    }
  }

  /** The popup could not be fetched: a press is forgotten. */
  forget(): void {
    this.missed = [];
  }

  private receive(name: EventName, event: SyntheticEvent<HTMLElement>): void {
    if (this.props) {
      this.props[name]?.(event);
      return;
    }
    const isPress = PRESSES.includes(name) || (name === "onKeyDown" && isOpeningKey(event));
    if (isPress) {
      this.missed.push({ name, event });
    }
    if (isPress || INTENTIONS.includes(name)) {
      this.onNeeded();
    }
  }
}

function isOpeningKey(event: SyntheticEvent<HTMLElement>): boolean {
  return "key" in event.nativeEvent && OPENING_KEYS.includes(String(event.nativeEvent.key));
}
