using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.Levels;

namespace LiveParking.Gateway.Uplinks;

/// <summary>The topics of readings: <c>parking/{locationId}/{levelId}/readings</c>, and <c>…/results</c> for their results.</summary>
internal static class MqttTopic
{
    /// <summary>Matches the readings of all levels.</summary>
    public const string AllReadings = "parking/+/+/readings";

    /// <summary>Whether a topic is one of readings, with any ids.</summary>
    public static bool IsReadings(string topic) => topic.Split('/') is ["parking", _, _, "readings"];

    /// <summary>The level of a topic of readings.</summary>
    /// <exception cref="InvalidRequestException">An id is malformed.</exception>
    public static LevelKey LevelOf(string topic)
    {
        var parts = topic.Split('/');
        return new LevelKey(Slug.Require(parts[1], "location id", "topic"), Slug.Require(parts[2], "level id", "topic"));
    }

    /// <summary>The topic for the results of readings.</summary>
    public static string Results(LevelKey level) => $"parking/{level.LocationId}/{level.LevelId}/results";

    /// <summary>A subscription whose messages are shared among the members of a group.</summary>
    public static string Shared(string? group, string filter) => group is null ? filter : $"$share/{group}/{filter}";

    /// <summary>Whether a topic matches a filter with <c>+</c> and <c>#</c>.</summary>
    public static bool Matches(string filter, string topic)
    {
        var filters = filter.Split('/');
        var parts = topic.Split('/');
        for (var i = 0; i < filters.Length; i++)
        {
            if (filters[i] == "#")
                return true;
            if (i >= parts.Length || (filters[i] != "+" && filters[i] != parts[i]))
                return false;
        }

        return filters.Length == parts.Length;
    }
}
