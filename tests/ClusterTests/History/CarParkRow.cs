using LiveParking.Grains.Interfaces.History;
using LiveParking.Grains.Interfaces.Levels;

namespace LiveParking.ClusterTests.History;

/// <summary>
/// Rows as cities publish them: a code, a capacity, and about every 30 minutes of the day, a little off the half hour, how many cars are
/// in. Nothing comes at night; now and then a row or a day is missing, and some numbers are above the capacity.
/// </summary>
internal sealed record CarParkRow(string Code, int Capacity, int Occupied, DateTimeOffset At)
{
    public static IReadOnlyList<CarParkRow> Make(string code, int seed, DateTimeOffset start, int days)
    {
        var random = new Random(seed);
        var capacity = random.Next(300, 4_700);
        var rows = new List<CarParkRow>();
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
                rows.Add(new CarParkRow(code, capacity, (int)(capacity * share) + random.Next(-5, 6), at));
            }
        }

        return rows;
    }

    public OccupancySample Sample => new(At, Occupied, Capacity, OccupancyStatus.Open, Known: true);
}
