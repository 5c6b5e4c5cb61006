/** Says that a view reads claims over all time, whatever the time slider shows. */
export function AllTimeNote() {
  return <p class="note">Of all time: a window changes nothing here.</p>;
}
