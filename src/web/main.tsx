import { render } from 'preact';
import { App } from './app.tsx';
import { ALL_STATUSES, STATUS_STYLES } from './statuses.ts';
import './style.css';

for (const status of ALL_STATUSES) {
  const { light, dark } = STATUS_STYLES[status];
  document.documentElement.style.setProperty(`--${status}`, `light-dark(${light}, ${dark})`);
}

render(<App />, document.getElementById('app') as HTMLElement);
