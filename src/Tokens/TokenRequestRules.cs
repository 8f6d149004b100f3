using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.Access;
using LiveParking.Grains.Interfaces.Levels;

namespace LiveParking.Tokens;

/// <summary>The rules of a <see cref="TokenRequest"/>. Pure functions.</summary>
public static class TokenRequestRules
{
    /// <summary>Maximum length of a subject, in characters.</summary>
    public const int MaxSubjectLength = 100;

    /// <summary>Maximum length of a sensor's id, in characters.</summary>
    private const int MaxSensorLength = ReadingLimits.MaxIdLength;

    /// <summary>Who changes something without a token: no owner of a token may have such a name.</summary>
    private static readonly HashSet<string> ReservedNames = new(["system", "demo", "anonymous", "nobody", "grain client", "command line"], StringComparer.OrdinalIgnoreCase);

    private static readonly string[] ReservedStarts = ["silo ", "command line "];

    /// <summary>Returns the request when it breaks no rule.</summary>
    /// <exception cref="InvalidRequestException">It breaks one.</exception>
    public static TokenRequest Require(TokenRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (FaultOf(request) is { } fault)
            throw new InvalidRequestException(fault.Message, fault.Field);
        return request;
    }

    private static (string Message, string Field)? FaultOf(TokenRequest request)
    {
        var scope = request.Scope;
        if (!Enum.IsDefined(request.Role))
            return ("role: viewer, sensor, operator or admin is needed.", "role");
        if (request.Lifetime < TimeSpan.FromSeconds(1) || request.Lifetime > TimeSpan.FromDays(TokenLifetime.MaxDays))
            return ($"expiresIn: 1s to {TokenLifetime.MaxDays}d is needed.", "expiresIn");
        if (request.Subject is { } subject && (string.IsNullOrWhiteSpace(subject) || subject.Length > MaxSubjectLength))
            return ($"subject: 1 to {MaxSubjectLength} characters are needed.", "subject");
        if (request.Subject is { } name && (name.Any(char.IsControl) || ReservedNames.Contains(name) || ReservedStarts.Any(start => name.StartsWith(start, StringComparison.OrdinalIgnoreCase))))
            return ($"subject: '{Shorten(name.ReplaceLineEndings(" "))}' stands for a program in the audit trail, or has control characters.", "subject");
        if (scope.Levels.Count + scope.Sensors.Count > 0 && request.Role != Role.Sensor)
            return ("levels, sensors: only a token with the role sensor can be limited to levels and sensors.", scope.Levels.Count > 0 ? "levels" : "sensors");
        if (scope.Cameras.Count > 0 && request.Role != Role.Viewer)
            return ("cameras: only a token with the role viewer can be limited to cameras.", "cameras");
        return ListFault("locations", scope.Locations, id => id == TokenClaims.EveryLocation || Slug.IsValid(id), "a location id")
            ?? ListFault("groups", scope.Groups, Slug.IsValid, "a group")
            ?? ListFault("levels", scope.Levels, level => LevelKey.TryParse(level, out _), "a level, such as location/level")
            ?? ListFault("sensors", scope.Sensors, id => id is { Length: > 0 and <= MaxSensorLength }, "a sensor id")
            ?? ListFault("cameras", scope.Cameras, Slug.IsValid, "a camera id")
            ?? PlaceFault(scope);
    }

    private static (string Message, string Field)? ListFault(string field, IReadOnlyList<string> values, Func<string, bool> isValid, string what) =>
        values.Count > TokenScope.MaxEntries ? ($"{field}: at most {TokenScope.MaxEntries} are allowed.", field)
        : values.FirstOrDefault(value => !isValid(value)) is { } wrong ? ($"{field}: '{Shorten(wrong)}' is not {what}.", field)
        : null;

    /// <summary>A level of a location that the token does not have would make a token that is valid for nothing.</summary>
    private static (string Message, string Field)? PlaceFault(TokenScope scope)
    {
        if (scope.Locations.Contains(TokenClaims.EveryLocation) && scope.Locations.Count + scope.Groups.Count > 1)
            return ("locations: '*' stands for all of them; give it alone.", "locations");
        if (scope.Locations.Count == 0 || scope.Groups.Count > 0 || scope.IsEverywhere)
            return null;
        var elsewhere = scope.Levels.FirstOrDefault(level => !scope.Locations.Contains(LevelKey.Parse(level).LocationId));
        return elsewhere is null ? null : ($"levels: '{elsewhere}' is not at one of the locations of the token.", "levels");
    }

    private static string Shorten(string text) => text.Length <= 80 ? text : text[..80] + "…";
}
