using System.Globalization;
using LiveParking.Gateway.Errors;
using LiveParking.Grains.Interfaces;
using Microsoft.Net.Http.Headers;

namespace LiveParking.Gateway.Api;

/// <summary>
/// The entity tag of settings: their version in quotes. It covers the settings, not the occupancy, so that a car that enters does not block an
/// operator's update (RFC 9110, sections 8.8.3 and 13.1).
/// </summary>
internal static class SettingsTag
{
    /// <summary>Sets the tag of an answer.</summary>
    public static void Set(HttpContext http, long version) => http.Response.Headers.ETag = Of(version);

    /// <summary>
    /// The version that the client expects: the one in <c>If-Match</c>, 0 for <c>If-None-Match: *</c>, null without either header. In a list of tags,
    /// any tag may match. A weak tag never matches, because the comparison is strong.
    /// </summary>
    /// <param name="http">The request.</param>
    /// <param name="current">Reads the current version; called for <c>If-Match: *</c> and for lists only.</param>
    /// <exception cref="ApiException">A header is malformed.</exception>
    /// <exception cref="PreconditionFailedException">The precondition can't hold.</exception>
    public static async Task<long?> ExpectedAsync(HttpContext http, Func<Task<long>> current)
    {
        var (tags, isAny, isNew) = Read(http);
        if (isNew)
            return 0;
        if (isAny)
            return await CurrentAsync(current);
        if (tags is null)
            return null;
        var match = http.Request.Headers.IfMatch;
        List<long> seen = [.. tags.Select(VersionOf).OfType<long>().Distinct()];
        if (seen.Count == 0)
            throw new PreconditionFailedException($"{match} holds no tag that was given out: read the settings again.");
        if (seen.Count == 1)
            return seen[0];
        var version = await CurrentAsync(current);
        return seen.Contains(version)
            ? version
            : throw new PreconditionFailedException($"The settings have the tag {Of(version)}, none of {match}: read them again.");
    }

    /// <summary>Checks <c>If-Match</c> and <c>If-None-Match</c> against the tag of what is stored.</summary>
    /// <param name="http">The request.</param>
    /// <param name="current">The tag; null when nothing is stored.</param>
    /// <exception cref="ApiException">A header is malformed.</exception>
    /// <exception cref="PreconditionFailedException">The precondition does not hold.</exception>
    public static void Require(HttpContext http, string? current)
    {
        var (tags, isAny, isNew) = Read(http);
        if (isNew && current is not null)
            throw new PreconditionFailedException("It exists already. If-None-Match: * only makes.");
        if ((isAny && current is null) || (tags is not null && !tags.Any(tag => !tag.IsWeak && tag.Tag == current)))
            throw new PreconditionFailedException($"{http.Request.Headers.IfMatch} is not the tag of what is stored now: read it again.");
    }

    /// <summary>Reads the preconditions: the tags of <c>If-Match</c>, or that it is <c>*</c>, or <c>If-None-Match: *</c>; none of these without either header.</summary>
    private static (IList<EntityTagHeaderValue>? Tags, bool IsAny, bool IsNew) Read(HttpContext http)
    {
        var match = http.Request.Headers.IfMatch.ToString().Trim();
        var noneMatch = http.Request.Headers.IfNoneMatch.ToString().Trim();
        if (match.Length > 0 && noneMatch.Length > 0)
            throw ApiErrors.Invalid("If-Match and If-None-Match exclude each other.", "If-None-Match");
        if (noneMatch.Length > 0)
            return noneMatch == "*" ? (null, false, true) : throw ApiErrors.Invalid("If-None-Match can be * here: what is put must not exist yet.", "If-None-Match");
        if (match is "" or "*")
            return (null, match == "*", false);
        return EntityTagHeaderValue.TryParseStrictList(http.Request.Headers.IfMatch, out var tags) && tags.Count > 0 && !tags.Contains(EntityTagHeaderValue.Any)
            ? (tags, false, false)
            : throw ApiErrors.Invalid("If-Match has to be * or entity tags as they came in ETag.", "If-Match");
    }

    /// <summary>The version in a tag; null for a weak tag and for a tag that was never issued.</summary>
    private static long? VersionOf(EntityTagHeaderValue tag) =>
        !tag.IsWeak && long.TryParse(tag.Tag.Subsegment(1, tag.Tag.Length - 2), NumberStyles.None, CultureInfo.InvariantCulture, out var version) && version > 0
            ? version
            : null;

    private static string Of(long version) => string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");

    private static async Task<long> CurrentAsync(Func<Task<long>> current)
    {
        try
        {
            return await current();
        }
        catch (Exception unknown) when (unknown is UnknownLocationException or UnknownLevelException)
        {
            throw new PreconditionFailedException($"{unknown.Message} If-Match needs one.");
        }
    }
}
