// Each project tests the build that it is named after: on hosts with relaxed SIMD, `plain` must not find it.

const { validate } = WebAssembly;

if (process.env["WANT_BUILD"] === "plain") {
  // The probe is the only module that is validated without being compiled.
  WebAssembly.validate = (bytes) => (bytes.byteLength < 64 ? false : validate(bytes));
}
