import { openApiText } from "@/app/api/openapi.json/document";

// `npm run openapi` prints what GET /api/openapi.json answers, without a server: for generators and linters.
process.stdout.write(`${openApiText()}\n`);
