import './styles/base.css';
import './styles/layout.css';
import './styles/parts.css';
import './styles/location.css';
import './styles/camera.css';
import './styles/operator.css';
import './styles/shell.css';
import { App } from './app.ts';
import { answerParent } from './sign-in/sign-in-response.ts';

const root = document.getElementById('app');
if (root === null) throw new Error('The page has no place for the app.');
if (!answerParent()) new App(root).start();
