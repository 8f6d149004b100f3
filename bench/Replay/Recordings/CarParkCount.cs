namespace LiveParking.Replay.Recordings;

/// <summary>
/// A count as cities publish them: about every 30 minutes of the day, a little off the half hour, how many cars are
/// in. Nothing comes at night; now and then a row or a day is missing, and some numbers are above the capacity.
/// </summary>
/// <param name="Code">The car park.</param>
/// <param name="Capacity">Its spots.</param>
/// <param name="Occupied">Cars that are in; may be more than there are spots.</param>
/// <param name="At">When.</param>
public sealed record CarParkCount(string Code, int Capacity, int Occupied, DateTimeOffset At)
{
    /// <summary>Counts of one car park, in the order of their time; the same seed makes the same ones.</summary>
    public static IReadOnlyList<CarParkCount> Make(string code, int seed, DateTimeOffset start, int days)
    {
        var random = new Random(seed);
        var capacity = random.Next(300, 4_700);
        var counts = new List<CarParkCount>();
        for (var day = 0; day < days; day++)
        {
            if (random.Next(25) == 0)
                continue;
            var busy = (start.AddDays(day).DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? 0.5 : 0.9) + (random.NextDouble() * 0.15);
            for (var slot = 0; slot < 18; slot++)
            {
                if (random.Next(40) == 0)
                    continue;
                var at = start.AddDays(day).AddHours(8).AddMinutes(30 * slot).AddSeconds(random.Next(-300, 300));
                var share = busy * Math.Sin(Math.PI * (slot + 2) / 22);
                counts.Add(new CarParkCount(code, capacity, (int)(capacity * share) + random.Next(-5, 6), at));
            }
        }

        return counts;
    }
}
