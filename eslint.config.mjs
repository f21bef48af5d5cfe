import next from "eslint-config-next/core-web-vitals";
import tseslint from "typescript-eslint";

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
  // Names that begin with "use" are no React hooks where there is no React.
  { files: ["src/server/**", "src/features/*/server/**"], rules: { "react-hooks/rules-of-hooks": "off" } },
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
