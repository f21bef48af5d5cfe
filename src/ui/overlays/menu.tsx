"use client";

import { use } from "react";
import { makePart } from "@/ui/on-demand/part";
import {
  MenuContext,
  type MenuGroupProps,
  type MenuItemProps,
  type MenuLinkProps,
  type MenuRadioProps,
  type MenuRows,
} from "./menu-rows";
import type { MenuProps } from "./overlay-props";
import { useOverlay } from "./use-overlay";

const POPUP = makePart(() => import("./menu-popup").then((code) => code.MenuPopup));
const MENU = { "aria-haspopup": "menu" };

/** A menu behind one button. Arrow keys and first letters move, Enter chooses, Escape closes. */
export function Menu(props: MenuProps) {
  const { Popup, trigger } = useOverlay(POPUP, props, MENU);
  return (
    <>
      {trigger?.button}
      {Popup && <Popup {...props} opener={trigger} />}
    </>
  );
}

/** An action. `danger` for a destructive one. */
export function MenuItem(props: MenuItemProps) {
  const { Item } = useRows();
  return <Item {...props} />;
}

/** A link. */
export function MenuLink(props: MenuLinkProps) {
  const { Link } = useRows();
  return <Link {...props} />;
}

/** Radio items inside a menu; the chosen one has a tick. */
export function MenuRadio<Value extends string>(props: MenuRadioProps<Value>) {
  const { Radio } = useRows();
  return <Radio {...props} />;
}

/** A group of rows, under a small heading. */
export function MenuGroup(props: MenuGroupProps) {
  const { Group } = useRows();
  return <Group {...props} />;
}

/** A line between rows. */
export function MenuSeparator() {
  const { Separator } = useRows();
  return <Separator />;
}

function useRows(): MenuRows {
  const rows = use(MenuContext);
  if (!rows) {
    throw new Error("The rows of a menu stand inside of a Menu.");
  }
  return rows;
}
