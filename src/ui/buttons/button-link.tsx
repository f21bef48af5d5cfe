import type { ComponentProps, ReactNode } from "react";
import { IntentLink } from "@/ui/text/intent-link";
import { buttonClasses, type ButtonSize, type ButtonVariant } from "./button-styles";

/** The props of ButtonLink beside a link's attributes. */
export interface ButtonLinkProps extends ComponentProps<typeof IntentLink> {
  variant?: ButtonVariant;
  size?: ButtonSize;
  icon?: ReactNode;
}

/** A link that looks like a button: for navigation, never for actions. */
export function ButtonLink({
  variant = "secondary",
  size = "md",
  icon,
  className,
  children,
  ...rest
}: ButtonLinkProps) {
  return (
    <IntentLink {...rest} className={buttonClasses(variant, size, className)}>
      {icon}
      {children}
    </IntentLink>
  );
}
