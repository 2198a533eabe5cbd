import { defineConfig } from "vitest/config";

export default defineConfig({
  server: { host: "127.0.0.1" }, // a bare system may not know the name localhost
  test: { include: ["test/**/*.test.ts"], setupFiles: ["test/setup.ts"], testTimeout: 20_000, hookTimeout: 600_000 },
});
