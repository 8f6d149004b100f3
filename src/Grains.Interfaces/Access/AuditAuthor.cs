using Orleans.Runtime;

namespace LiveParking.Grains.Interfaces.Access;

/// <summary>Who makes a change. A gateway sends it along with its grain calls.</summary>
/// <param name="Subject">The owner of the token, or a program: <c>silo …</c>, <c>command line (root)</c>, <c>system</c>.</param>
/// <param name="Role">The role of the token.</param>
/// <param name="TokenId">The id of the token.</param>
/// <param name="Address">From where: an IP address.</param>
/// <param name="RequestId">The same for all attempts of one request, so that a repeated call is one entry.</param>
[GenerateSerializer, Immutable, Alias("live-parking.AuditAuthor")]
public sealed record AuditAuthor(
    [property: Id(0)] string Subject,
    [property: Id(1)] string? Role = null,
    [property: Id(2)] string? TokenId = null,
    [property: Id(3)] string? Address = null,
    [property: Id(4)] string? RequestId = null)
{
    private const string ContextKey = "live-parking.author";

    /// <summary>A change that no caller asked for, such as the first location of a new system.</summary>
    public static AuditAuthor System { get; } = new("system");

    /// <summary>The author of the current call; null when the caller named none.</summary>
    public static AuditAuthor? Current => RequestContext.Get(ContextKey) as AuditAuthor;

    /// <summary>Sends the author along with the grain calls of the current request.</summary>
    public void SendAlong() => RequestContext.Set(ContextKey, this);
}
