using System.Runtime.InteropServices;

namespace LiveParking.Replay.Rows;

/// <summary>Where in a row is what.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Columns(int Park, int Capacity, int Occupied, int Time)
{
    private static readonly string[] Parks =
        ["systemcodenumber", "carparkcode", "carparkid", "carpark", "carparkname", "parkingid", "parking", "parkid", "park", "facility", "lot", "site", "code", "name", "id"];

    private static readonly string[] Capacities = ["capacity", "totalspaces", "totalspots", "spaces", "spots", "total", "max"];
    private static readonly string[] Numbers = ["occupancy", "occupied", "occupiedspaces", "occupiedspots", "cars", "taken", "count", "vehicles"];
    private static readonly string[] Times = ["lastupdated", "timestamp", "datetime", "time", "updated", "updatedat", "date", "at"];

    /// <summary>Finds the columns by their names, in any case and with any separator between the words.</summary>
    /// <returns>Null when one is missing; then <paramref name="missing"/> says which option names it.</returns>
    public static Columns? Find(IReadOnlyList<string> head, RecordingFormat format, out string missing)
    {
        var names = head.Select(Plain).ToList();
        var found = new Columns(
            IndexOf(names, format.Park, Parks), IndexOf(names, format.Capacity, Capacities), IndexOf(names, format.Occupied, Numbers), IndexOf(names, format.Time, Times));
        missing = found switch
        {
            { Park: < 0 } => "--park",
            { Capacity: < 0 } => "--capacity",
            { Occupied: < 0 } => "--occupied",
            { Time: < 0 } => "--time",
            _ => "",
        };
        return missing.Length == 0 ? found : null;
    }

    private static int IndexOf(List<string> names, string? wanted, string[] known) =>
        wanted is not null ? names.IndexOf(Plain(wanted)) : known.Select(name => names.IndexOf(name)).FirstOrDefault(index => index >= 0, -1);

    private static string Plain(string name) => string.Concat(name.Where(char.IsLetterOrDigit)).ToLowerInvariant();
}
