import next from "eslint-config-next/core-web-vitals";
import tseslint from "typescript-eslint";

const WITHOUT_REACT = [
  "src/{server,realtime,shared,testing,commands}/**",
  "src/features/*/server/**",
  "src/app/api/**",
  "{bench,deploy,e2e,prisma}/**",
];
const reactRules = next
  .flatMap(({ rules = {} }) => Object.keys(rules))
  .filter((rule) => /^(react|react-hooks|jsx-a11y)\//.test(rule));
const withoutReact = Object.fromEntries(reactRules.map((rule) => [rule, "off"]));

const config = [
  {
    ignores: [
      "node_modules/",
      ".next/",
      "dist/",
      ".data/",
      "coverage/",
      "src/server/prisma/",
      "next-env.d.ts",
      "documents/",
    ],
  },
  ...next,
  ...tseslint.configs.recommended,
  {
    files: ["**/*.ts", "**/*.tsx"],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      "no-duplicate-case": "error",
      "@typescript-eslint/no-floating-promises": "error",
      "@typescript-eslint/no-misused-promises": ["error", { checksVoidReturn: { attributes: false } }],
      "@typescript-eslint/await-thenable": "error",
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/switch-exhaustiveness-check": [
        "error",
        { considerDefaultExhaustiveForUnions: true },
      ],
    },
  },
  // Where there is no React its rules find nothing, and cost a third of the time (the compiler's read every function).
  { files: WITHOUT_REACT, rules: withoutReact },
  // Hooks stand in components' files and in use-*.ts: the architecture test holds it.
  { files: ["**/*.ts"], ignores: ["**/use-*.ts"], rules: withoutReact },
  {
    rules: {
      curly: ["error", "all"],
      eqeqeq: "error",
      "no-console": ["error", { allow: ["info", "error"] }],
      // Attachments and avatars come from our own API, already sized: Next's image service has nothing to add.
      "@next/next/no-img-element": "off",
    },
  },
];

export default config;
