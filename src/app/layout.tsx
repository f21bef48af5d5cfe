import "@fontsource-variable/inter/wght.css";
import "./globals.css";
import type { Metadata, Viewport } from "next";
import { cookies, headers } from "next/headers";
import type { ReactNode } from "react";
import { RENDERED_AT, serverNow } from "@/client/browser/clock";
import { parseTheme, THEME_COOKIE } from "@/client/browser/theme";
import { Translated } from "@/messages/translated";
import { pageSpeech, pageTranslate } from "@/server/pages/speech";
import { BrandProvider } from "@/ui/shell/brand";
import { UiProviders } from "@/ui/shell/providers";
import { pageBrand } from "./page-brand";

/** Titles read "Page · Helpejo". */
export async function generateMetadata(): Promise<Metadata> {
  const t = await pageTranslate();
  return {
    title: { default: "Helpejo", template: "%s · Helpejo" },
    description: t("shell.description"),
    robots: { index: false, follow: false },
    formatDetection: { telephone: false, date: false, address: false, email: false },
  };
}

/** The browser's own bars take the page's background; zooming is never disabled. */
export const viewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  viewportFit: "cover",
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#f4f4f1" },
    { media: "(prefers-color-scheme: dark)", color: "#121614" },
  ],
};

/** The document around every page: language, theme from the cookie, and the nonce for what writes style elements. */
export default async function RootLayout({ children }: { children: ReactNode }) {
  // Reading the request keeps every page dynamic, which the nonce in its policy needs.
  const [requestHeaders, requestCookies, speech, brand] = await Promise.all([
    headers(),
    cookies(),
    pageSpeech(),
    pageBrand(),
  ]);
  const nonce = requestHeaders.get("x-nonce") ?? undefined;
  const theme = parseTheme(requestCookies.get(THEME_COOKIE)?.value);
  return (
    // Extensions and the theme switch change the class before React looks; that is no mistake.
    <html
      lang={speech.language}
      className={theme}
      {...{ [RENDERED_AT]: serverNow() }}
      suppressHydrationWarning
    >
      <body>
        <Translated speech={speech}>
          <BrandProvider initial={brand} nonce={nonce}>
            <UiProviders nonce={nonce}>{children}</UiProviders>
          </BrandProvider>
        </Translated>
      </body>
    </html>
  );
}
