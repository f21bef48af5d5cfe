import { defineConfig } from "prisma/config";

export default defineConfig({
  schema: "prisma/schema",
  migrations: { path: "prisma/migrations" },
  // Only the Prisma command line reads this; the application takes its address from src/server/process/env.ts.
  datasource: { url: process.env["DATABASE_URL"] ?? "postgresql://helpejo@127.0.0.1:1/helpejo" },
});
