/** @type {import("next").NextConfig} */
const nextConfig = {
  reactStrictMode: true,
  poweredByHeader: false,
  // Compression belongs to the proxy in front; done here it would delay small answers on a busy process.
  compress: false,
  // Named after its sources by `npm run build`; null lets Next.js make up a name.
  generateBuildId: () => process.env["HELPEJO_BUILD"] ?? null,
  // Types and lint are checked by `npm run check`, once, instead of again on every sysadmin's machine at start.
  typescript: { ignoreBuildErrors: true },
  // Without this a lock file in some folder above the checkout makes Next.js take that folder for the project.
  turbopack: { root: import.meta.dirname },
  allowedDevOrigins: ["localhost", "127.0.0.1"],
  serverExternalPackages: [
    "pg",
    "@prisma/client",
    "@prisma/adapter-pg",
    "sharp",
    "@node-rs/argon2",
    "pino",
    "prom-client",
    "redis",
    "busboy",
  ],
};

export default nextConfig;
