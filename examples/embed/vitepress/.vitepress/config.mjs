export default {
  title: 'Attention in VitePress',
  head: [['script', { type: 'module', src: '/headwater/element.js' }]],
  vue: { template: { compilerOptions: { isCustomElement: (tag) => tag === 'headwater-view' } } },
};
