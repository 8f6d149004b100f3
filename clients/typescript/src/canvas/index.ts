export { CanvasPainter } from './canvas-painter.ts';
