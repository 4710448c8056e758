// Stands in for the package "server-only", whose plain entry throws outside a React server bundle.
export {};
