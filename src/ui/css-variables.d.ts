import "react";

declare module "react" {
  // Lets `style` carry custom properties without a cast.
  interface CSSProperties {
    [name: `--${string}`]: string | number | undefined;
  }
}
