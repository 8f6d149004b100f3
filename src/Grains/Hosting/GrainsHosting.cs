using LiveParking.Grains.Access;
using LiveParking.Grains.Access.Calls;
using LiveParking.Grains.Alarms;
using LiveParking.Grains.Audit;
using LiveParking.Grains.History;
using LiveParking.Grains.Hosting;
using LiveParking.Grains.Interfaces;
using LiveParking.Grains.Levels;
using LiveParking.Grains.Levels.Corrections;
using LiveParking.Grains.Levels.Sensors;
using LiveParking.Grains.Locations;
using LiveParking.Grains.Notifications;
using LiveParking.Grains.Quarantine;
using LiveParking.Grains.Storage;
using LiveParking.Tokens;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace Orleans.Hosting;

/// <summary>Registers the grains of Live Parking on a silo.</summary>
public static class GrainsHosting
{
    private static readonly Type[] ParkingGrains =
    [
        typeof(LocationGrain), typeof(LevelGrain), typeof(LevelHistoryGrain), typeof(CatalogGrain), typeof(OverviewGrain), typeof(CorrectionLedgerGrain),
        typeof(CorrectionMonthGrain), typeof(QuarantineGrain), typeof(QuarantineSlotGrain), typeof(StoreCheckGrain),
        typeof(SiloStoreCheckGrain), typeof(TokenIssuerGrain), typeof(AuditGrain), typeof(AuditPeriodGrain),
        typeof(AuditChunkGrain), typeof(LocationAlarmsGrain), typeof(AlarmBoardGrain), typeof(AlarmLimitsGrain),
        typeof(NotifierGrain), typeof(ReceiverGrain),
    ];

    /// <summary>
    /// Adds the grains of locations and levels, and live streams. Grain storage is added separately, under <see cref="StorageNames.Parking"/>.
    /// </summary>
    public static ISiloBuilder AddLiveParkingGrains(this ISiloBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.AddLiveStreams(ParkingStreams.Register);
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddOccupancyOptions();
        builder.Services.AddNotifications();
        builder.Services.AddSingleton<AlarmLimitsCache>().AddHostedService(services => services.GetRequiredService<AlarmLimitsCache>());
        builder.AddIncomingGrainCallFilter<AuditFilter>();
        builder.Services.TryAddSingleton(_ => new ResultMemory());
        builder.Services.TryAddSingleton(services => new UnknownActivations(services.GetRequiredService<TimeProvider>()));
        return builder;
    }

    /// <summary>
    /// Keeps the grains of locations and levels away from a silo that has cameras only: they are removed from its manifest, so that the cluster never
    /// places one here.
    /// </summary>
    public static ISiloBuilder RemoveLiveParkingGrains(this ISiloBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.PostConfigure<GrainTypeOptions>(options => options.Classes.ExceptWith(ParkingGrains));
        return builder;
    }

    /// <summary>Starts the overview with the silo, and with it every location and level: <see cref="OverviewStart"/>.</summary>
    public static IServiceCollection AddOverviewStart(this IServiceCollection services) => services.AddHostedService<OverviewStart>();

    /// <summary>Gives the issuer of tokens its keys: those of a folder on this silo.</summary>
    /// <param name="services">The services of a silo with <see cref="AddLiveParkingGrains"/>.</param>
    /// <param name="keysFolder">The folder; a missing one is created with a first key.</param>
    public static IServiceCollection AddTokenIssuer(this IServiceCollection services, string keysFolder) =>
        IssuerKeys.AddTo(services, keysFolder).AddHostedService<TokenLedgerSync>();

    /// <summary>Adds the check of the tokens of programs that call grains.</summary>
    /// <param name="services">The services of a silo with <see cref="AddLiveParkingGrains"/>.</param>
    public static IServiceCollection AddCallTokens(this IServiceCollection services) =>
        services.AddSingleton<CallTokens>().AddHostedService(provider => provider.GetRequiredService<CallTokens>());

    /// <summary>Throws unless the token of a call allows it: see <see cref="AddCallTokens"/>.</summary>
    /// <param name="services">The services of the silo.</param>
    /// <param name="call">The call.</param>
    /// <exception cref="UnauthorizedException">There is no token, or it is not valid.</exception>
    /// <exception cref="ForbiddenException">The token does not allow the call.</exception>
    public static Task RequireCallTokenAsync(this IServiceProvider services, IIncomingGrainCallContext call) =>
        services.GetRequiredService<CallTokens>().RequireAsync(call);

    /// <summary>Adds <see cref="LevelOptions"/>, <see cref="LocationOptions"/>, <see cref="AlarmOptions"/> and <see cref="AuditOptions"/> with their validators. A program binds them to its configuration.</summary>
    public static IServiceCollection AddOccupancyOptions(this IServiceCollection services)
    {
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<LevelOptions>, LevelOptionsValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<LocationOptions>, LocationOptionsValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<AuditOptions>, AuditOptionsValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<AlarmOptions>, AlarmOptionsValidator>());
        services.AddOptions<AlarmOptions>().ValidateOnStart();
        services.AddOptions<LevelOptions>().ValidateOnStart();
        services.AddOptions<LocationOptions>().ValidateOnStart();
        services.AddOptions<AuditOptions>().ValidateOnStart();
        return services;
    }
}
