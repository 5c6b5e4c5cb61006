import { type Route, setOption } from '../state/route.ts';
import { useNavigation } from '../state/use-route.ts';

/** "at most 100 …": a choice that the address keeps as an option of the view. */
export function AtMost(props: {
  readonly route: Route;
  readonly option: string;
  readonly value: string;
  readonly values: readonly string[];
  readonly unit: string;
}) {
  const { route, option, value, values, unit } = props;
  const { go } = useNavigation();
  return (
    <label>
      at most{' '}
      <select
        value={value}
        onChange={({ currentTarget }) => go(setOption(route, option, currentTarget.value))}
      >
        {values.map((one) => (
          <option key={one}>{one}</option>
        ))}
      </select>{' '}
      {unit}
    </label>
  );
}
