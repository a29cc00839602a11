import type { Theme } from '#views/colour/theme';

export const lightTheme: Theme = {
  ink: '#1b1d20',
  ink2: '#585d64',
  paper: '#fdfdfc',
  paper2: '#f1f1ee',
  line: '#dad9d4',
  accent: '#c8145f',
  font: 'sans-serif',
  mono: 'monospace',
};

export const darkTheme: Theme = {
  ink: 'rgb(233, 233, 230)',
  ink2: 'rgb(163, 168, 174)',
  paper: 'rgb(21, 23, 25)',
  paper2: 'rgb(33, 36, 39)',
  line: 'rgb(52, 56, 60)',
  accent: 'rgb(255, 107, 166)',
  font: 'sans-serif',
  mono: 'monospace',
};
