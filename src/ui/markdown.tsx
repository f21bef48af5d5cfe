import { memo } from "react";
import ReactMarkdown, { type Components } from "react-markdown";
import rehypeSanitize, { defaultSchema } from "rehype-sanitize";
import remarkGfm from "remark-gfm";
import { classNames } from "./class-names";

/**
 * Written text as formatted text. Raw HTML is never run; a picture from elsewhere becomes a link to it. Reading the marks
 * is by far the dearest part of showing a text, so it happens once for each text.
 */
export const Markdown = memo(function Markdown({
  children,
  className,
}: {
  children: string;
  className?: string;
}) {
  return (
    <div className={classNames("prose-quiet text-ui", className)}>
      <ReactMarkdown
        remarkPlugins={[remarkGfm]}
        rehypePlugins={[[rehypeSanitize, SCHEMA]]}
        components={COMPONENTS}
      >
        {children}
      </ReactMarkdown>
    </div>
  );
});

const SCHEMA = {
  ...defaultSchema,
  // "mailto" and "tel" are useful in a conversation; everything that could run or load by itself is not.
  protocols: { ...defaultSchema.protocols, href: ["http", "https", "mailto", "tel"], src: ["http", "https"] },
};

const COMPONENTS: Components = {
  a: ({ href, children, title }) => (
    <a
      href={href}
      title={title}
      rel="noopener noreferrer nofollow"
      target={isElsewhere(href) ? "_blank" : undefined}
    >
      {children}
    </a>
  ),
  img: ({ src, alt }) => {
    if (typeof src !== "string" || src === "") {
      return <span>{alt}</span>;
    }
    // A picture fetched from elsewhere would tell its owner who reads this, and when.
    if (isElsewhere(src)) {
      return (
        <a href={src} rel="noopener noreferrer nofollow" target="_blank">
          {alt || src}
        </a>
      );
    }
    return <img src={src} alt={alt ?? ""} loading="lazy" />;
  },
  table: ({ children }) => (
    <div className="overflow-x-auto" tabIndex={0} role="group" aria-label="Table">
      <table>{children}</table>
    </div>
  ),
  // It scrolls sideways, so the keyboard must be able to reach it.
  pre: ({ children }) => (
    <pre tabIndex={0} role="group" aria-label="Code">
      {children}
    </pre>
  ),
  // The ticks of a list in a message cannot be pressed here: a mark and a word, not a control without a name.
  input: ({ checked }) => (
    <span className="prose-tick" data-done={checked || undefined}>
      <span className="sr-only">{checked ? "done: " : "to do: "}</span>
    </span>
  ),
  // Headings inside a message never outrank the page's own.
  h1: ({ children }) => <p className="prose-heading">{children}</p>,
  h2: ({ children }) => <p className="prose-heading">{children}</p>,
  h3: ({ children }) => <p className="prose-heading">{children}</p>,
  h4: ({ children }) => <p className="prose-heading">{children}</p>,
  h5: ({ children }) => <p className="prose-heading">{children}</p>,
  h6: ({ children }) => <p className="prose-heading">{children}</p>,
};

/** Whether an address leaves this origin: only a path with one leading slash, or a fragment, stays. */
function isElsewhere(address: string | undefined): boolean {
  return address === undefined || !/^(\/(?![/\\])|#)/.test(address);
}
