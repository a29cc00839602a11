/** Registers components; those that are registered already stay as they are. */
export function defineAll(components: Readonly<Record<string, CustomElementConstructor>>): void {
  for (const [name, component] of Object.entries(components)) {
    if (customElements.get(name) === undefined) customElements.define(name, component);
  }
}
