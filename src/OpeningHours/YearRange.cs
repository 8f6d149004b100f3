namespace LiveParking.OpeningHours;

/// <summary><c>2026</c>, <c>2026-2030</c>, <c>2026-2030/2</c> (every second one), <c>2026+</c>.</summary>
internal readonly record struct YearRange(int First, int Last, int Step = 1)
{
    public bool Holds(int year) => year >= First && year <= Last && (year - First) % Step == 0;
}
