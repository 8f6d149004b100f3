using System.Text.Json;
using LiveParking.Gateway.Json;
using LiveParking.Grains.Interfaces.Alarms;
using LiveParking.Grains.Interfaces.Levels;
using LiveParking.Grains.Interfaces.Locations;

namespace LiveParking.Gateway.Api;

/// <summary>Reads the bodies of <c>PUT</c>. It checks the form; the grains validate the values.</summary>
internal static class SettingsBody
{
    /// <summary>Reads <c>{name, timeZone?, address?, position?: {latitude, longitude}, openingHours?, groups?: [slug], notice?: {text, contact?, url?}}</c>.</summary>
    public static LocationSettings ReadLocation(JsonElement body) => ReadLocation(JsonFields.Of(body));

    /// <inheritdoc cref="ReadLocation(JsonElement)"/>
    public static LocationSettings ReadLocation(JsonFields fields) =>
        new(
            fields.Text("name"),
            fields.OptionalText("timeZone"),
            fields.OptionalText("address"),
            fields.OptionalObject("position") is { } position
                ? new GeoPosition(position.Number("latitude"), position.Number("longitude"))
                : null,
            fields.OptionalText("openingHours"),
            fields.OptionalTexts("groups"),
            fields.OptionalObject("notice") is { } notice
                ? new LocationNotice(notice.Text("text"), notice.OptionalText("contact"), notice.OptionalText("url"))
                : null);

    /// <summary>
    /// Reads <c>{name, counting, capacity: {standard: 150, …}, outOfService?, openingHours?, thresholds?, closed?, closedReason?,
    /// heightLimit?, silentAfter?}</c>.
    /// </summary>
    public static LevelSettings ReadLevel(JsonElement body) => ReadLevel(JsonFields.Of(body));

    /// <inheritdoc cref="ReadLevel(JsonElement)"/>
    public static LevelSettings ReadLevel(JsonFields fields) =>
        new(
            fields.Text("name"),
            fields.Word("counting", ("gates", CountingMode.Gates), ("spots", CountingMode.Spots), ("count", CountingMode.Count)),
            fields.OptionalNumbers("capacity") ?? throw fields.Missing("capacity"),
            fields.OptionalNumbers("outOfService"),
            fields.OptionalText("openingHours"),
            fields.OptionalObject("thresholds") is { } thresholds
                ? new OccupancyThresholds(
                    thresholds.Number("almostFull"), thresholds.Number("almostFullDown"), thresholds.Number("full"), thresholds.Number("fullDown"))
                : null,
            fields.OptionalFlag("closed") ?? false,
            fields.OptionalText("closedReason"),
            fields.OptionalNumber("heightLimit"),
            fields.OptionalWhole("silentAfter"));

    /// <summary>Reads <c>{batteryBelowPercent?, fullAfterMinutes?, driftAbovePercent?, disagreementAbovePercent?}</c>.</summary>
    public static AlarmLimits ReadAlarmLimits(JsonFields fields) => new(
        fields.OptionalWhole("batteryBelowPercent"), fields.OptionalWhole("fullAfterMinutes"), fields.OptionalWhole("driftAbovePercent"),
        fields.OptionalWhole("disagreementAbovePercent"));

    /// <summary>Reads <c>{location: {…}, levels: {id: {…}}, alarmLimits?: {…}}</c>.</summary>
    public static SiteSettings ReadSite(JsonElement body)
    {
        var fields = JsonFields.Of(body);
        return new SiteSettings(
            ReadLocation(fields.OptionalObject("location") ?? throw fields.Missing("location")),
            (fields.OptionalObjects("levels") ?? throw fields.Missing("levels")).ToDictionary(level => level.Name, level => ReadLevel(level.Fields), StringComparer.Ordinal),
            fields.OptionalObject("alarmLimits") is { } limits ? ReadAlarmLimits(limits) : null);
    }
}
