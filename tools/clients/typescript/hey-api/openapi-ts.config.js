export default {
  input: "../openapi.yaml",
  output: { path: "client", importFileExtension: ".js" },
  plugins: ["@hey-api/typescript", "@hey-api/client-fetch", "@hey-api/sdk"],
};
