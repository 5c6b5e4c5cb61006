import { type PredicateFamily, VocabularyDocument } from '../api/generated.ts';
import { useQuery } from '../api/use-query.ts';
import { type Route, readList, setOption } from '../state/route.ts';
import { useNavigation } from '../state/use-route.ts';
import { capitalize, toWords } from '../words.ts';

/** The chosen kinds of claim; null for all. A name that the service does not know is its error to tell. */
export function chosenFamilies(route: Route): readonly PredicateFamily[] | null {
  const families = readList(route, 'family');
  return families.length === 0 ? null : (families as readonly PredicateFamily[]);
}

export function FamilyFilter({ route }: { readonly route: Route }) {
  const { go } = useNavigation();
  const chosen = readList(route, 'family');
  const vocabulary = useQuery(VocabularyDocument, {});
  // Claims with a value are in no graph.
  const families = (vocabulary.data?.ontology.predicateFamilies ?? [])
    .filter(({ predicates }) => predicates.some(({ valueType }) => valueType === null))
    .map(({ name }) => name);
  const toggle = (family: string) =>
    go(
      setOption(
        route,
        'family',
        families.filter((name) => (name === family) !== chosen.includes(name)).join(','),
      ),
    );
  return (
    <fieldset class="row">
      <legend class="visually-hidden">Kinds of claim; none chosen means all</legend>
      {families.map((family) => (
        <label key={family}>
          <input type="checkbox" checked={chosen.includes(family)} onChange={() => toggle(family)} />{' '}
          {capitalize(toWords(family))}
        </label>
      ))}
    </fieldset>
  );
}
