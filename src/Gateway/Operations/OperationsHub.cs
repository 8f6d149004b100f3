using LiveParking.Gateway.Access;
using LiveParking.Gateway.Errors;
using LiveParking.Gateway.Metrics;
using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Interfaces.Alarms;
using LiveParking.Tokens;
using Microsoft.AspNetCore.SignalR;

namespace LiveParking.Gateway.Operations;

/// <summary>All sites at a glance, and their alarms, live: <c>/hubs/operations</c>. For operators, with the places of their tokens only.</summary>
internal sealed class OperationsHub(
    OperationsFeed feed, IClusterClient grains, IHubContext<OperationsHub, IOperationsClient> context, GatewayMeters meters, ILogger<OperationsHub> logger)
    : Hub<IOperationsClient>
{
    private static readonly object SessionKey = new();

    private OperationsSession Session => (OperationsSession)Context.Items[SessionKey]!;

    private TokenPlaces Places => (HubUser.Now(Context)() as TokenPrincipal)?.Places ?? TokenPlaces.Nowhere;

    /// <summary>
    /// Follows the overview. Changes after the returned one arrive as <see cref="IOperationsClient.OverviewChanged"/>, also before this answer; each has
    /// the next version. Called again, it replaces what the connection followed.
    /// </summary>
    /// <param name="filter">Which locations; null for all that the token is for.</param>
    [Allow(Permission.Oversee)]
    public Task<OverviewSnapshot> SubscribeToOverview(OverviewFilter? filter = null) =>
        feed.FollowOverviewAsync(Session, Places, (filter ?? OverviewFilter.All).Required());

    /// <summary>
    /// Follows alarms. Changes after the returned ones arrive as <see cref="IOperationsClient.AlarmChanged"/>, also before this answer. Called again, it
    /// replaces what the connection followed.
    /// </summary>
    /// <param name="filter">Which alarms; null for all of the token's places. Those of the system as a whole need a token for all locations.</param>
    [Allow(Permission.Oversee)]
    public Task<IReadOnlyList<Alarm>> SubscribeToAlarms(AlarmFilter? filter = null) =>
        feed.FollowAlarmsAsync(Session, Places, (filter ?? AlarmFilter.All).Required());

    /// <summary>Says that somebody cares for an alarm.</summary>
    /// <param name="alarmId">The alarm.</param>
    /// <param name="note">A note, at most 500 characters.</param>
    [Allow(Permission.HandleAlarms)]
    public Task<Alarm> AcknowledgeAlarm(string? alarmId, string? note = null) => ChangeAsync(alarmId, alarms => alarms.AcknowledgeAsync(alarmId!, note));

    /// <summary>Puts an alarm out of the way.</summary>
    /// <param name="alarmId">The alarm.</param>
    /// <param name="until">Until when: up to 30 days from now.</param>
    /// <param name="reason">Why; 1 to 500 characters.</param>
    [Allow(Permission.HandleAlarms)]
    public Task<Alarm> ShelveAlarm(string? alarmId, DateTimeOffset until, string? reason) =>
        ChangeAsync(alarmId, alarms => alarms.ShelveAsync(alarmId!, until, reason ?? ""));

    /// <summary>Takes a shelved alarm back.</summary>
    /// <param name="alarmId">The alarm.</param>
    [Allow(Permission.HandleAlarms)]
    public Task<Alarm> UnshelveAlarm(string? alarmId) => ChangeAsync(alarmId, alarms => alarms.UnshelveAsync(alarmId!));

    /// <summary>Answers at once and does nothing: a client finds out whether its connection still works.</summary>
    [Allow(Permission.Oversee)]
    public Task Ping() => Context.ConnectionAborted.IsCancellationRequested ? Task.FromCanceled(Context.ConnectionAborted) : Task.CompletedTask;

    /// <inheritdoc/>
    public override Task OnConnectedAsync()
    {
        Context.Items[SessionKey] = new OperationsSession(context.Clients.Client(Context.ConnectionId), logger);
        meters.Connections.Add(1, new KeyValuePair<string, object?>("hub", "operations"));
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public override Task OnDisconnectedAsync(Exception? exception)
    {
        Session.Close();
        feed.Leave(Session);
        meters.Connections.Add(-1, new KeyValuePair<string, object?>("hub", "operations"));
        return Task.CompletedTask;
    }

    private async Task<Alarm> ChangeAsync(string? alarmId, Func<ILocationAlarmsGrain, Task<Alarm>> change)
    {
        var id = AlarmId.Require(alarmId);
        var caller = Caller.Of(HubUser.Now(Context)());
        if (id.LocationId is { } location)
            caller.RequireLocation(location);
        else if (!caller.IsForAllLocations)
            throw ApiErrors.Forbidden("Alarms of the system as a whole need a token for all locations.");
        (Caller.AuthorOf(Context.GetHttpContext()!) with { RequestId = Guid.NewGuid().ToString("N") }).SendAlong();
        var alarm = await change(grains.GetAlarms(id.LocationId));
        return alarm with { Groups = id.LocationId is null ? null : feed.GroupsOf(id.LocationId) };
    }
}
