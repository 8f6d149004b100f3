using LiveParking.StoreTests.Stores;

namespace LiveParking.StoreTests.Storage;

public sealed class RedisStorageTests() : StorageContract(new RedisUnderTest());
