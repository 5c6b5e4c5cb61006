interface ZoomButtonsProps {
  readonly zoom: (factor: number) => void;
  readonly showAll: () => void;
}

/** Buttons that do what the keys and the wheel do. */
export const ZoomButtons = ({ zoom, showAll }: ZoomButtonsProps) => (
  <div class="zoom">
    <button type="button" onClick={() => zoom(1.25)} aria-label="Zoom in">
      +
    </button>
    <button type="button" onClick={() => zoom(0.8)} aria-label="Zoom out">
      −
    </button>
    <button type="button" onClick={showAll}>
      Fit
    </button>
  </div>
);
